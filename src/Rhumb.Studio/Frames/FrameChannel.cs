namespace Rhumb.Studio.Frames;

/// <summary>What a frame is for.</summary>
internal enum FrameChannel : byte
{
    /// <summary>What the person is looking at: a newer request takes the place of an older one.</summary>
    Scrub = 0,

    /// <summary>A small picture: answered in order.</summary>
    Picture = 1,
}
