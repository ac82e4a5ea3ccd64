using System.Runtime.InteropServices;

namespace Rhumb.Runtime.Native;

/// <summary>The engine's store of weights laid out for its kernels, one copy for all graphs that share it.</summary>
internal sealed unsafe class PrepackedWeights : SafeHandle
{
    private PrepackedWeights(nint container)
        : base(0, ownsHandle: true) => SetHandle(container);

    public override bool IsInvalid => handle == 0;

    public static PrepackedWeights Create()
    {
        nint container;
        OrtApi.Current.Check(OrtApi.Current.CreatePrepackedWeightsContainer(&container));
        return new PrepackedWeights(container);
    }

    protected override bool ReleaseHandle()
    {
        OrtApi.Current.ReleasePrepackedWeightsContainer(handle);
        return true;
    }
}
