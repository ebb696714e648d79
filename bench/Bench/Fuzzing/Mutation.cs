using System.Buffers.Binary;

namespace Defects.Bench.Fuzzing;

/// <summary>Changes known inputs the way that finds faults in readers of marked segments: at markers, at lengths, across inputs.</summary>
internal static class Mutation
{
    private const int MostChanges = 6;
    private const int MostBytes = 32 << 10;

    private static readonly byte[] Telling = [0x00, 0x01, 0x02, 0x07, 0x08, 0x7F, 0x80, 0xC0, 0xC2, 0xC4, 0xD0, 0xD8, 0xD9, 0xDA, 0xDB, 0xE1, 0xFE, 0xFF];
    private static readonly int[] Lengths = [0, 1, 2, 3, 8, 255, 256, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF, 0x10000, int.MaxValue, int.MinValue, -1];

    public static byte[] Of(IReadOnlyList<byte[]> corpus, Random random)
    {
        List<byte> input = [.. Pick(corpus, random)];
        for (var changes = random.Next(1, MostChanges + 1); changes > 0; changes--)
        {
            Change(input, corpus, random);
        }

        return [.. input.Take(MostBytes)];
    }

    private static void Change(List<byte> input, IReadOnlyList<byte[]> corpus, Random random)
    {
        var at = random.Next(input.Count + 1);
        var some = Math.Min(random.Next(1, 1 << random.Next(1, 11)), input.Count - at);
        switch (random.Next(11))
        {
            case 0 when some > 0:
                input[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when some > 0:
                input[at] = Pick(Telling, random);
                break;
            case 2 when some > 0:
                input[at] = (byte)random.Next(256);
                break;
            case 3:
                input.RemoveRange(at, some);
                break;
            case 4:
                input.InsertRange(random.Next(input.Count + 1), input.GetRange(at, some));
                break;
            case 5:
                input.InsertRange(at, Piece(Pick(corpus, random), random));
                break;
            case 6:
                var piece = Piece(Pick(corpus, random), random);
                input.RemoveRange(at, Math.Min(piece.Length, input.Count - at));
                input.InsertRange(at, piece);
                break;
            case 7:
                input.InsertRange(at, [0xFF, random.Next(2) == 0 ? Pick(Telling, random) : (byte)random.Next(256)]);
                break;
            case 8:
                ChangeLength(input, random);
                break;
            case 9 when random.Next(4) == 0:
                input.RemoveRange(at, input.Count - at);
                break;
            default:
                input.AddRange(Pick(corpus, random));
                break;
        }
    }

    /// <summary>Behind a marker stand two bytes of length; in PNG and behind Bambu's headers four, at places that are found by chance.</summary>
    private static void ChangeLength(List<byte> input, Random random)
    {
        var field = new byte[random.Next(2) == 0 ? 2 : 4];
        var from = random.Next(input.Count + 1);
        var marker = input.IndexOf(0xFF, from);
        var at = field.Length == 2 && marker >= 0 ? marker + 2 : from;
        if (at + field.Length > input.Count)
        {
            return;
        }

        var value = random.Next(2) == 0 ? Pick(Lengths, random) : random.Next(1 << random.Next(1, 17));
        var whole = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(whole, value);
        whole.AsSpan(4 - field.Length).CopyTo(field);
        if (field.Length == 4 && random.Next(2) == 0)
        {
            field.AsSpan().Reverse();
        }

        for (var i = 0; i < field.Length; i++)
        {
            input[at + i] = field[i];
        }
    }

    private static byte[] Piece(byte[] other, Random random)
    {
        var from = random.Next(other.Length);
        return other[from..random.Next(from + 1, other.Length + 1)];
    }

    private static T Pick<T>(IReadOnlyList<T> from, Random random) => from[random.Next(from.Count)];
}
