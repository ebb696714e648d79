namespace Defects.Trainer.Data;

/// <summary>Derives independent seeds from one, so that a draw depends on what it is for and not on what was drawn before.</summary>
public static class Seed
{
    /// <summary>SplitMix64 (Steele et al. 2014) over the parts, in order.</summary>
    public static int Of(params ReadOnlySpan<int> parts)
    {
        var state = 0UL;
        foreach (var part in parts)
        {
            state += (uint)part + 0x9E3779B97F4A7C15UL;
            state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
            state = (state ^ (state >> 27)) * 0x94D049BB133111EBUL;
            state ^= state >> 31;
        }

        return (int)(state >> 33);
    }
}
