using Spectre.Console;

namespace Rhumb.Cli.Reports;

/// <summary>How far a verb is: a bar on the error stream where that is a terminal, nothing elsewhere.</summary>
internal static class Progress
{
    /// <summary>Runs <paramref name="work"/>, which reports done parts of <paramref name="total"/>.</summary>
    public static async Task<T> RunAsync<T>(string title, double total, Func<Action<double>, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
            return await work(_ => { });
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await terminal.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var task = context.AddTask(Markup.Escape(title), maxValue: total);
                return work(done => task.Value = done);
            });
    }
}
