using System.Runtime.InteropServices;

namespace Rhumb.Runtime.Native;

/// <summary>Turns a device into the engine's session options.</summary>
internal sealed unsafe class SessionSettings(ExecutionDevice device)
{
    private const string Processor = "CPU";

    public ExecutionDevice Device { get; } = device;

    /// <summary>New session options, which the caller releases, for a model whose other data lie in a folder where one is given.</summary>
    public nint Create(OrtApi api, string? folder)
    {
        nint options;
        api.Check(api.CreateSessionOptions(&options));
        try
        {
            if (Device.ProfilePrefix is { } prefix) EnableProfile(api, options, prefix);
            else api.Check(api.DisablePerSessionThreads(options));
            if (Device.ReturnsMemory)
            {
                api.Check(api.DisableMemPattern(options));
                api.Check(api.DisableCpuMemArena(options));
            }
            else
                Set(api, options, "session.use_env_allocators", "1");
            if (folder is not null) Set(api, options, "session.model_external_initializers_file_folder_path", folder);
            api.Check(api.SetSessionGraphOptimizationLevel(options, (int)Device.Optimization));
            if (Device.Deterministic) api.Check(api.SetDeterministicCompute(options, 1));
            if (!string.Equals(Device.Provider, Processor, StringComparison.OrdinalIgnoreCase)) Append(api, options);
            return options;
        }
        catch
        {
            api.ReleaseSessionOptions(options);
            throw;
        }
    }

    private static void Set(OrtApi api, nint options, string key, string value)
    {
        fixed (byte* keyText = NativeText.Utf8(key), valueText = NativeText.Utf8(value))
        {
            api.Check(api.AddSessionConfigEntry(options, keyText, valueText));
        }
    }

    private static void EnableProfile(OrtApi api, nint options, string prefix)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(prefix));
        if (!Directory.Exists(folder)) throw new RuntimeException($"The folder {folder} of the profile does not exist: create it first.");
        fixed (byte* text = NativeText.Path(prefix))
        {
            api.Check(api.EnableProfiling(options, text));
        }

        // The profiler switches a whole pool on and off: whoever is at work in it meanwhile fails, or leaves its helpers writing to a stack that is gone.
        api.Check(api.SetIntraOpNumThreads(options, OrtEnvironment.Threads));
        Set(api, options, "session.intra_op.allow_spinning", "0");
        if (FlushToZero.IsAvailable) Set(api, options, "session.set_denormal_as_zero", "1");
    }

    private void Append(OrtApi api, nint options)
    {
        var texts = Device.ProviderOptions.SelectMany(option => new[] { option.Key, option.Value }).Select(NativeText.Utf8).ToArray();
        var pins = Array.ConvertAll(texts, text => GCHandle.Alloc(text, GCHandleType.Pinned));
        try
        {
            var count = Device.ProviderOptions.Count;
            var keys = stackalloc byte*[count + 1];
            var values = stackalloc byte*[count + 1];
            for (var i = 0; i < count; i++)
            {
                keys[i] = (byte*)pins[2 * i].AddrOfPinnedObject();
                values[i] = (byte*)pins[(2 * i) + 1].AddrOfPinnedObject();
            }

            fixed (byte* name = NativeText.Utf8(Device.Provider))
            {
                var status = api.SessionOptionsAppendExecutionProvider(options, name, keys, values, (nuint)count);
                if (status != 0) throw Unavailable(OrtError.Take(api, status));
            }
        }
        finally
        {
            foreach (var pin in pins) pin.Free();
        }
    }

    private RuntimeException Unavailable(OrtError error) => new(
        $"The ONNX Runtime library that is loaded cannot run on \"{Device.Provider}\" ({error.Message.Split(". ")[0]}): choose \"{Processor}\", " +
        $"or set {OrtLibrary.Variable} to the path of a library that was built with it.");
}
