using System.CommandLine;
using System.Diagnostics;
using System.Net.Sockets;
using Rhumb.Cli.Options;
using Rhumb.Cli.Reports;
using Rhumb.Generators;
using Rhumb.Studio;

namespace Rhumb.Cli.Verbs;

/// <summary><c>rhumb studio</c>: the page in the browser.</summary>
internal static class StudioVerb
{
    public static Command Create()
    {
        var generators = new Argument<string[]>("GENERATOR")
        {
            Description = "Generators to choose from, each a shipped name, a generator.json or its folder; all that are shipped where none is named.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var port = new CountOption("--port", "P", "Port on 127.0.0.1; 0 takes any free one.", preset: new StudioOptions { Generators = [], JournalPath = "" }.Port, least: 0, most: 65535);
        var noBrowser = new Option<bool>("--no-browser") { Description = "Do not open the browser." };
        var sessions = new Option<string>("--sessions") { HelpName = "FILE", Description = "Where sessions are kept; by default in your data folder." };
        var json = new JsonOption();
        var verb = new Verb("studio", "Opens the studio: shapes, images and sounds in the browser, walked one slider at a time.", "rhumb studio seat") { generators, port, noBrowser, sessions, json };
        verb.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(generators) ?? [], parsed.GetValue(port), !parsed.GetValue(noBrowser), parsed.GetValue(sessions), new Report(parsed.GetValue(json)), cancellation));
        return verb;
    }

    private static async Task RunAsync(string[] names, int port, bool openBrowser, string? sessions, Report report, CancellationToken cancellation)
    {
        var catalogue = GeneratorCatalogue.Shipped();
        var folders = names.Length > 0 ? names.Select(catalogue.Find).ToArray() : [.. catalogue.Names.Select(catalogue.Load)];
        if (folders.Length == 0)
            throw new RhumbException("No generator is shipped with this copy; train one with 'rhumb train seat', or name a generator.json.");
        var generators = new List<IGenerator>();
        try
        {
            foreach (var folder in folders)
                generators.Add(GeneratorKinds.Open(folder));
            await using var studio = StudioServer.Build(new StudioOptions { Port = port, Generators = generators, JournalPath = sessions ?? DefaultSessions() });
            await StartAsync(studio, port, cancellation);
            var address = studio.Urls.Single();
            report.Document(new { Url = address });
            report.Line($"The studio is open at {address} (Ctrl+C closes it; sessions are kept).");
            if (openBrowser)
                Browse(address);
            // Ctrl+C is the way to close a studio, so it ends well.
            await Task.Delay(Timeout.Infinite, cancellation).ContinueWith(_ => { }, TaskScheduler.Default);
            await studio.StopAsync(CancellationToken.None);
        }
        finally
        {
            foreach (var generator in generators)
                generator.Dispose();
        }
    }

    private static async Task StartAsync(Microsoft.AspNetCore.Builder.WebApplication studio, int port, CancellationToken cancellation)
    {
        try
        {
            await studio.StartAsync(cancellation);
        }
        catch (IOException error) when (error.GetBaseException() is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
        {
            throw new RhumbException($"Port {port} is in use, perhaps by another studio; close that one, or choose another port with --port (0 takes any free one).", error);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new RhumbException($"Port {port} is not allowed for you; choose one above 1023 with --port.", error);
        }
    }

    private static string DefaultSessions()
    {
        var folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "rhumb");
        return Path.Combine(OutputFolder.Prepare(folder), "sessions.db");
    }

    /// <summary>Opens the default browser where there is one; the address has been printed for everybody else.</summary>
    private static void Browse(string address)
    {
        var (program, arguments) = OperatingSystem.IsWindows() ? ("cmd", new[] { "/c", "start", "", address })
            : OperatingSystem.IsMacOS() ? ("open", [address])
            : ("xdg-open", [address]);
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("DISPLAY") is null && Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is null)
            return;
        try
        {
            var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in arguments)
                start.ArgumentList.Add(argument);
            using var browser = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No browser to open: a server, or a desktop without xdg-utils.
        }
    }
}
