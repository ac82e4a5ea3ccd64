namespace Rhumb;

/// <summary>Writes files so that nobody ever finds half of one: to a temporary file beside the target, flushed, then renamed.</summary>
public static class AtomicFile
{
    private static int _counter;

    /// <summary>Replaces <paramref name="path"/> by what <paramref name="write"/> writes; on any failure the old file stays and nothing else is left.</summary>
    /// <exception cref="RhumbException">The disk is full, the folder is missing, or writing is not allowed.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(target);
        if (folder is null || Directory.Exists(target))
            throw new RhumbException($"'{path}' is a folder; name a file.");
        if (!Directory.Exists(folder))
            throw new RhumbException($"'{path}' cannot be written: the folder '{folder}' does not exist; create it first.");
        var temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Environment.ProcessId}-{Interlocked.Increment(ref _counter)}.part");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception error)
        {
            Remove(temporary);
            throw error switch
            {
                IOException full when IsDiskFull(full) => new RhumbException($"'{path}' was not written because the disk is full; free some space or choose another folder.", full),
                UnauthorizedAccessException denied => new RhumbException($"'{path}' cannot be written: permission denied; choose a folder you may write to.", denied),
                IOException other => new RhumbException($"'{path}' cannot be written: {other.Message}", other),
                _ => error,
            };
        }
    }

    /// <summary>As above, for bytes.</summary>
    public static void Write(string path, ReadOnlyMemory<byte> bytes) => Write(path, stream => stream.Write(bytes.Span));

    // ENOSPC, EDQUOT (Linux), EDQUOT (macOS), ERROR_DISK_FULL.
    private static bool IsDiskFull(IOException error) => error.HResult is 28 or 122 or 69 or unchecked((int)0x80070070);

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The first error says why; a second one would only hide it.
        }
    }
}
