namespace Rhumb.Training.Trainer;

/// <summary>The one loop that drives training: fill, step, watch, measure, save.</summary>
/// <param name="step">The step.</param>
/// <param name="batches">Its data.</param>
/// <param name="plan">How long and how fast.</param>
/// <param name="time">The clock.</param>
public sealed class TrainingLoop(TrainingStep step, ITrainingBatches batches, TrainingPlan plan, TimeProvider time)
{
    /// <summary>What the progress line calls this.</summary>
    public string Title { get; init; } = "Training";

    /// <summary>Told of every state worth keeping: about once a minute, at the end, and on cancelling.</summary>
    public required Action<TrainingState> Save { get; init; }

    /// <summary>Measures averaged weights now and then; its values join the curve and the progress line. Null for none.</summary>
    public Func<float[], CancellationToken, IReadOnlyDictionary<string, double>>? Measure { get; init; }

    /// <summary>Trains from <paramref name="state"/> to the plan's last step.</summary>
    /// <exception cref="RhumbException">The loss is no longer a number.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the last state has been saved.</exception>
    public TrainingState Run(TrainingState state, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        step.Load(state);
        batches.Refresh(state.Step, state.Theta);
        var (begun, firstStep) = (time.GetTimestamp(), state.Step);
        var saved = begun;
        // Sums start anew here; a state is only ever saved where they are empty, so that resuming gives the same curve.
        var sums = new Dictionary<string, double>(StringComparer.Ordinal);
        var curve = new List<CurvePoint>(state.Curve);
        IReadOnlyDictionary<string, double> measured = new Dictionary<string, double>(StringComparer.Ordinal);
        var last = state;
        for (var number = state.Step; number < plan.Steps;)
        {
            if (cancellation.IsCancellationRequested)
            {
                Save(last);
                cancellation.ThrowIfCancellationRequested();
            }
            batches.Fill(number, step.Batch);
            var reports = step.Run(number, plan.Rate.At(number, plan.Steps), plan.Average.Decay(number), CancellationToken.None);
            number++;
            if (!reports.Values.All(double.IsFinite))
                throw new RhumbException($"The loss is no longer a number at step {number}; train with a lower learning rate, from the last checkpoint or anew.");
            foreach (var (name, value) in reports)
                sums[name] = sums.GetValueOrDefault(name) + value;
            if (number % plan.CurveEvery != 0 && number != plan.Steps)
                continue;

            var since = number - last.Step;
            var values = sums.ToDictionary(sum => sum.Key, sum => sum.Value / since, StringComparer.Ordinal);
            sums.Clear();
            var vectors = step.Save();
            batches.Refresh(number, vectors[0]);
            if (Measure is not null && (number % plan.MeasureEvery == 0 || number == plan.Steps))
            {
                measured = Measure(vectors[3], cancellation);
                foreach (var (name, value) in measured)
                    values[name] = value;
            }
            var elapsed = time.GetElapsedTime(begun);
            curve.Add(new CurvePoint(number, (state.Elapsed + elapsed).TotalSeconds, plan.Rate.At(number - 1, plan.Steps), values));
            last = new TrainingState(number, vectors[0], vectors[1], vectors[2], vectors[3], [.. curve], state.Elapsed + elapsed);
            progress.Report(new StepProgress(
                $"{Title}: step {number} of {plan.Steps}, {string.Join(", ", step.Losses.Select(name => $"{name} {values[name]:0.0000}"))}{string.Concat(measured.Select(m => $", {m.Key} {m.Value:0.000}"))}",
                number / (double)plan.Steps,
                StepProgress.Estimate(elapsed, (number - firstStep) / (double)(plan.Steps - firstStep))));
            if (time.GetElapsedTime(saved) >= plan.CheckpointEvery || number == plan.Steps)
            {
                Save(last);
                saved = time.GetTimestamp();
            }
        }
        return last;
    }
}
