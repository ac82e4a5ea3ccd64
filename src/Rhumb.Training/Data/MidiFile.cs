using System.Buffers.Binary;

namespace Rhumb.Training.Data;

/// <summary>Standard MIDI files of one track and one channel, in which a tick is a millisecond: notes one after the other, each alone.</summary>
internal static class MidiFile
{
    private const int MicrosecondsPerQuarter = 1_000_000, TicksPerQuarter = 1000, AllSoundOff = 120;

    /// <summary>The bytes of a file that plays <paramref name="notes"/>, number i from i · <paramref name="slot"/> on.</summary>
    /// <param name="notes">Program, pitch and velocity of each.</param>
    /// <param name="slot">Milliseconds from one note to the next.</param>
    /// <param name="held">Milliseconds until a note is let go.</param>
    /// <param name="silenced">Milliseconds until nothing of a note may sound on.</param>
    public static byte[] Write(IReadOnlyList<(int Program, int Pitch, int Velocity)> notes, int slot, int held, int silenced)
    {
        var track = new List<byte>();
        var now = 0;
        Event(0, 0xFF, 0x51, 3, MicrosecondsPerQuarter >> 16, MicrosecondsPerQuarter >> 8 & 0xFF, MicrosecondsPerQuarter & 0xFF);
        for (var i = 0; i < notes.Count; i++)
        {
            var (program, pitch, velocity) = notes[i];
            Event(i * slot, 0xC0, program);
            Event(i * slot, 0x90, pitch, velocity);
            Event((i * slot) + held, 0x80, pitch, 0);
            Event((i * slot) + silenced, 0xB0, AllSoundOff, 0);
        }
        Event(notes.Count * slot, 0xFF, 0x2F, 0);
        var file = new byte[22 + track.Count];
        "MThd"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4), 6);
        BinaryPrimitives.WriteInt16BigEndian(file.AsSpan(10), 1);
        BinaryPrimitives.WriteInt16BigEndian(file.AsSpan(12), TicksPerQuarter);
        "MTrk"u8.CopyTo(file.AsSpan(14));
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(18), track.Count);
        track.CopyTo(file, 22);
        return file;

        void Event(int time, params ReadOnlySpan<int> bytes)
        {
            Length(time - now);
            now = time;
            foreach (var value in bytes)
                track.Add((byte)value);
        }

        // Seven bits a byte, the highest first; all but the last have their top bit set.
        void Length(int value)
        {
            for (var shift = 28; shift > 0; shift -= 7)
                if (value >> shift != 0)
                    track.Add((byte)(0x80 | value >> shift & 0x7F));
            track.Add((byte)(value & 0x7F));
        }
    }
}
