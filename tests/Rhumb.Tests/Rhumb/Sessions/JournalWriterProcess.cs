using System.Globalization;
using System.Runtime.CompilerServices;
using Rhumb.Sessions;

namespace Rhumb.Tests.Rhumb.Sessions;

/// <summary>
/// The process that <see cref="SessionJournalKillTests"/> kills: this same executable, started with an environment variable, writes events
/// for ever and acknowledges each on its standard output, instead of running tests.
/// </summary>
internal static class JournalWriterProcess
{
    public const string Variable = "RHUMB_TEST_JOURNAL_WRITER";

    public static SessionEvent Event(int sequence) => new Renamed($"event {sequence} {new string('x', sequence * 37 % 3000)}");

    [ModuleInitializer]
    public static void RunWhereAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path) return;
        using var journal = SessionJournal.Open(path);
        var output = Console.Out;
        var id = journal.List() is [var known, ..] ? known.Id : journal.Begin(SessionTests.Start(), DateTimeOffset.UnixEpoch);
        for (var sequence = journal.Read(id).Count; ; sequence++)
        {
            journal.Append(id, sequence, Event(sequence), DateTimeOffset.UnixEpoch.AddSeconds(sequence));
            output.WriteLine(sequence.ToString(CultureInfo.InvariantCulture));
            output.Flush();
        }
    }
}
