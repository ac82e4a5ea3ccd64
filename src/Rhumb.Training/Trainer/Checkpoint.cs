using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Rhumb.Training.Trainer;

/// <summary>
/// A training state on disk: a line of JSON (step, curve, what it belongs to), the four vectors, and a SHA-256 over all of it.
/// Replaced as a whole, so that killing the process at any moment leaves the last whole one.
/// </summary>
public static class Checkpoint
{
    private const string Kind = "rhumb-checkpoint-1";

    private sealed record Header(string Kind, string Belongs, long Step, int Count, double Seconds, IReadOnlyList<CurvePoint> Curve);

    /// <summary>Saves <paramref name="state"/>; <paramref name="belongs"/> identifies recipe, data and seed.</summary>
    /// <exception cref="RhumbException">The file cannot be written, for example because the disk is full.</exception>
    public static void Write(string path, TrainingState state, string belongs)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        AtomicFile.Write(path, file =>
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            void Append(ReadOnlySpan<byte> bytes)
            {
                file.Write(bytes);
                hash.AppendData(bytes);
            }
            Append([.. JsonSerializer.SerializeToUtf8Bytes(new Header(Kind, belongs, state.Step, state.Theta.Length, state.Elapsed.TotalSeconds, state.Curve)), (byte)'\n']);
            foreach (var vector in (float[][])[state.Theta, state.First, state.Second, state.Average])
                Append(MemoryMarshal.AsBytes(vector.AsSpan()));
            file.Write(hash.GetHashAndReset());
        });
    }

    /// <summary>The state in <paramref name="path"/>.</summary>
    /// <exception cref="RhumbException">The file is missing, damaged, or belongs to another recipe, data or seed.</exception>
    public static TrainingState Read(string path, string belongs)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new RhumbException($"There is no checkpoint to resume from at {path}; start without --resume.", cause);
        }
        var end = bytes.AsSpan().IndexOf((byte)'\n');
        if (end < 0 || bytes.Length < end + 1 + 32 || !SHA256.HashData(bytes.AsSpan(..^32)).AsSpan().SequenceEqual(bytes.AsSpan(^32..)))
            throw new RhumbException($"The checkpoint {path} is damaged; delete it and start without --resume.");
        var header = JsonSerializer.Deserialize<Header>(bytes.AsSpan(..end))!;
        if (header.Kind != Kind || header.Belongs != belongs)
            throw new RhumbException($"The checkpoint {path} belongs to another recipe, data or seed; give the same ones, or start without --resume.");
        var values = MemoryMarshal.Cast<byte, float>(bytes.AsSpan((end + 1)..^32)).ToArray();
        var n = header.Count;
        return new TrainingState(header.Step, values[..n], values[n..(2 * n)], values[(2 * n)..(3 * n)], values[(3 * n)..], header.Curve, TimeSpan.FromSeconds(header.Seconds));
    }
}
