using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using Rhumb.Cli.Verbs;

namespace Rhumb.Cli;

/// <summary>The command line: its verbs, and the one place where errors, signals and exit codes are handled.</summary>
/// <remarks>Exit codes: 0 success, 1 failure, 2 wrong usage, 130 stopped with Ctrl+C, 143 stopped by SIGTERM.</remarks>
internal static class CommandLine
{
    /// <summary>All verbs, ready to be parsed.</summary>
    public static Command Build()
    {
        // A plain Command, not a RootCommand: that one is named after the file that happens to run.
        var root = new Verb("rhumb", "Finds your way in the latent space of a generator: recommended directions, sliders, search.", "rhumb studio seat")
        {
            StudioVerb.Create(),
            ModelsVerb.Create(),
            SampleVerb.Create(),
            DecodeVerb.Create(),
            DirectionsVerb.Create(),
            SearchVerb.Create(),
            TrainVerb.Create(),
            ImportVerb.Create(),
            OnnxVerb.Create(),
        };
        root.Add(new HelpOption { Recursive = true, Action = new ExampleHelpAction() });
        root.Add(new VersionOption());
        return root;
    }

    /// <summary>Parses and runs; returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Build().Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
        {
            var unknown = parsed.UnmatchedTokens.FirstOrDefault();
            Failure.Write(unknown is null ? parsed.Errors[0].Message : $"'{unknown}' means nothing here.", $"Try '{Verb.PathOf(parsed.CommandResult)} --help'.");
            return 2;
        }

        // As of a variable in a script that was never set.
        if (parsed.Tokens.Any(token => token.Value.Length == 0))
        {
            Failure.Write("One of the values is empty; give it, or leave its option out.", $"Try '{Verb.PathOf(parsed.CommandResult)} --help'.");
            return 2;
        }

        using var stop = new CancellationTokenSource();
        var signal = 0;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, 130));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, 143));
        try
        {
            // No default handler (it prints stack traces) and no time limit on a verb that is saving its best so far.
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            var exitCode = await parsed.InvokeAsync(configuration, stop.Token);
            return signal != 0 && exitCode != 0 ? signal : exitCode;
        }
        catch (OperationCanceledException) when (signal != 0)
        {
            Failure.Write("Stopped.");
            return signal;
        }
#pragma warning disable CA1031, RCS1075 // the one handler that everything ends in
        catch (Exception error)
#pragma warning restore CA1031, RCS1075
        {
            return Failure.Report(error);
        }

        // The first signal asks the verb to finish; a second one does not wait for it.
        void Stop(PosixSignalContext context, int code)
        {
            context.Cancel = true;
            if (Interlocked.Exchange(ref signal, code) != 0)
                Environment.Exit(code);
            stop.Cancel();
        }
    }
}
