using System.Numerics;
using System.Runtime.InteropServices;

namespace Rhumb.Generators.Shapes;

/// <summary>Concludes the sign of samples that were not evaluated: each has that of the sample before it along the first axis, the first of all being outside.</summary>
internal static class SignSweep
{
    /// <summary>
    /// Sweeps plane by plane. Where samples of different sign are then neighbours and not both evaluated, a surface was missed: they are
    /// requested from <paramref name="wave"/> and the answer is true; false when all signs agree.
    /// </summary>
    public static bool Conclude(FieldGrid grid, SampleWave wave)
    {
        var plane = grid.Stride(0);
        for (var at = plane; at < grid.States.Length; at += plane)
            Carry(grid.States.AsSpan(at - plane, plane), grid.States.AsSpan(at, plane));
        for (var axis = 0; axis < 3; axis++)
            RequestUnexplained(grid, grid.Stride(axis), wave);
        return wave.Pending > 0;
    }

    /// <summary>Gives each sample of a plane that was not evaluated the sign of the one <paramref name="before"/> it.</summary>
    private static void Carry(ReadOnlySpan<byte> before, Span<byte> plane)
    {
        var from = MemoryMarshal.Cast<byte, Vector<byte>>(before);
        var to = MemoryMarshal.Cast<byte, Vector<byte>>(plane);
        var (evaluated, inside) = (new Vector<byte>(FieldGrid.Evaluated), new Vector<byte>(FieldGrid.Inside));
        for (var i = 0; i < to.Length; i++)
            to[i] = Vector.ConditionalSelect(Vector.Equals(to[i] & evaluated, evaluated), to[i], from[i] & inside);
        for (var i = to.Length * Vector<byte>.Count; i < plane.Length; i++)
            if ((plane[i] & FieldGrid.Evaluated) == 0)
                plane[i] = (byte)(before[i] & FieldGrid.Inside);
    }

    /// <summary>Requests the ends of all edges of <paramref name="stride"/> whose signs differ and which were not both evaluated.</summary>
    private static void RequestUnexplained(FieldGrid grid, int stride, SampleWave wave)
    {
        var states = grid.States;
        var near = MemoryMarshal.Cast<byte, Vector<byte>>(states.AsSpan(0, states.Length - stride));
        var far = MemoryMarshal.Cast<byte, Vector<byte>>(states.AsSpan(stride));
        for (var i = 0; i < near.Length; i++)
        {
            // Almost no vector has any; only where one does, a sample at a time.
            var (differ, known) = ((near[i] ^ far[i]) & new Vector<byte>(FieldGrid.Inside), near[i] & far[i] & new Vector<byte>(FieldGrid.Evaluated));
            if (Vector.AndNot(differ + differ, known) != Vector<byte>.Zero)
                Request(i * Vector<byte>.Count, Vector<byte>.Count);
        }
        Request(near.Length * Vector<byte>.Count, states.Length - stride - near.Length * Vector<byte>.Count);

        void Request(int from, int count)
        {
            for (var at = from; at < from + count; at++)
                if (grid.Differ(at, at + stride) && (states[at] & states[at + stride] & FieldGrid.Evaluated) == 0)
                {
                    wave.Request(at);
                    wave.Request(at + stride);
                }
        }
    }
}
