using System.Numerics;

namespace Defects.Shared.Simulation;

/// <summary>
/// Random numbers by address instead of by order: the same (seed, topic, indices) gives the same number whenever and however
/// often it is asked for, so that a frame does not depend on the frames rendered before it.
/// </summary>
internal readonly struct Chance(int seed, string topic)
{
    private readonly ulong _state = Mix(unchecked((uint)seed * 0x9E3779B97F4A7C15UL) ^ Hash(topic));

    /// <summary>A number in [0, 1).</summary>
    public float Unit(long a, long b = 0, long c = 0) => (Bits(a, b, c) >> 40) * (1f / (1 << 24));

    public float Between(float low, float high, long a, long b = 0, long c = 0) => low + (high - low) * Unit(a, b, c);

    /// <summary>A number in [-1, 1).</summary>
    public float Signed(long a, long b = 0, long c = 0) => 2 * Unit(a, b, c) - 1;

    public int Below(int count, long a, long b = 0, long c = 0) => (int)(Unit(a, b, c) * count);

    public bool Happens(float probability, long a, long b = 0, long c = 0) => Unit(a, b, c) < probability;

    public T Pick<T>(IReadOnlyList<T> from, long a) => from[Below(from.Count, a)];

    public ulong Bits(long a, long b = 0, long c = 0) =>
        Mix(Mix(Mix(_state + (ulong)a) + (ulong)b * 0xD1B54A32D192ED03UL) + (ulong)c * 0x8CB92BA72F3D8DD7UL);

    // The finalizer of SplitMix64 (Steele, Lea, Flood 2014).
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15UL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return BitOperations.RotateLeft(x ^ (x >> 31), 7);
    }

    // string.GetHashCode differs from process to process; FNV-1a does not.
    private static ulong Hash(string topic)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in topic)
        {
            hash = (hash ^ letter) * 1099511628211UL;
        }

        return hash;
    }
}
