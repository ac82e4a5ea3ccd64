namespace Rhumb.Runtime.Native;

/// <summary>Tells one run to stop when a token is cancelled. The engine looks between nodes.</summary>
internal sealed unsafe class RunCancellation : IDisposable
{
    private readonly OrtApi _api;
    private readonly CancellationTokenRegistration _registration;

    public RunCancellation(OrtApi api, CancellationToken cancellation)
    {
        nint options;
        _api = api;
        api.Check(api.CreateRunOptions(&options));
        Options = options;
        _registration = cancellation.UnsafeRegister(static state => ((RunCancellation)state!).Stop(), this);
    }

    public nint Options { get; }

    public void Dispose()
    {
        // Waits for a callback in progress, so the options are not freed under it.
        _registration.Dispose();
        _api.ReleaseRunOptions(Options);
    }

    private void Stop()
    {
        var status = _api.RunOptionsSetTerminate(Options);
        if (status != 0) _api.ReleaseStatus(status);
    }
}
