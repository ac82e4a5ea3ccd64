using Rhumb.Training.Sounds;

namespace Rhumb.Tests.Training.Sounds;

public sealed class NoteFormTests
{
    [Theory]
    [InlineData(16000, 64)]
    [InlineData(2048, 8)]
    public void Frames_go_from_end_to_end_and_are_dense_at_the_beginning(int length, int frames)
    {
        var times = new NoteForm { Length = length, Frames = frames }.Times();
        Assert.Equal((frames, 0.0, length), (times.Length, times[0], times[^1]));
        var hops = times.Skip(1).Zip(times, (to, from) => to - from).ToArray();
        Assert.Equal(NoteForm.Hop, hops[0], 1e-6);
        for (var i = 1; i < hops.Length; i++)
            Assert.True(hops[i] > hops[i - 1] - 1e-3, $"hop {i} is {hops[i]} after {hops[i - 1]}");
    }

    [Fact]
    public void A_level_says_its_amplitude()
    {
        var form = new NoteForm();
        Assert.Equal(-1, form.Level(0), 1e-12);
        foreach (var amplitude in new[] { 1e-5, 1e-4, 0.01, 0.3 })
            Assert.Equal(amplitude, form.Amplitude(form.Level(amplitude)), 1e-9);
        Assert.InRange(form.Amplitude(1), 0.25, 0.35);
    }

    [Fact]
    public void What_is_straight_between_frames_stays_so_at_the_instants()
    {
        var form = new NoteForm();
        var (times, weights) = (form.Times(), form.Interpolation());
        for (var i = 0; i < form.Instants; i++)
        {
            var (sum, time) = (0.0, 0.0);
            for (var frame = 0; frame < form.Frames; frame++)
                (sum, time) = (sum + weights[(i * form.Frames) + frame], time + (weights[(i * form.Frames) + frame] * times[frame]));
            Assert.Equal(1, sum, 1e-6);
            Assert.Equal(i * NoteForm.Hop, time, 0.01);
        }
    }

    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    public void Means_about_frames_weigh_what_is_near(int hop)
    {
        var form = new NoteForm();
        var (times, means) = (form.Times(), form.Averaging(hop));
        for (var frame = 0; frame < form.Frames; frame++)
        {
            var (first, weights) = means[frame];
            Assert.Equal(1, weights.Sum(), 1e-9);
            Assert.All(weights, weight => Assert.InRange(weight, 0, 1));
            Assert.InRange(first + weights.Length, 1, (form.Length / hop) + 1);
            Assert.InRange(first * hop, frame == 0 ? 0 : times[frame - 1] - 1, times[frame] + hop);
        }
    }
}
