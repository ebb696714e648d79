using OpenCvSharp;

namespace Defects.Agent.Cameras.Quality;

/// <summary>
/// Measures the pictures of one camera, each also against those before it. It looks at the model's own input: what the model
/// cannot see is no matter. One caller at a time.
/// </summary>
internal sealed class FrameEye(QualityLimits limits)
{
    private const int Cells = CellSums.Cells;
    private const int CellSide = CellSums.CellSide;
    private const int Side = CellSums.Side;

    private readonly float[] _means = new float[Cells * Cells];
    private readonly float[] _edges = new float[Cells * Cells];
    private readonly float[] _sorted = new float[Cells * Cells];
    private readonly EdgeMemory _memory = new();
    private readonly UsualDetail _usualDetail = new(limits);
    private byte[] _grey = new byte[Side * Side];
    private byte[] _before = new byte[Side * Side];
    private DateTimeOffset? _lookedAt;

    /// <param name="input">BGR, <paramref name="side"/> x <paramref name="side"/>, as the model gets it.</param>
    /// <param name="at">When the picture was taken.</param>
    public FrameLook Look(Span<byte> input, int side, DateTimeOffset at)
    {
        TurnGrey(input, side);
        CellSums.Measure(_grey, _means, _edges);
        var shapes = Shapes();
        var (highlight, burnt) = Light();
        var passed = _lookedAt is { } last && at > last ? at - last : TimeSpan.Zero;
        var look = new FrameLook(highlight, burnt, shapes, Detail() / Math.Max(shapes, 1), 1, _lookedAt is null ? null : Changed(), null);
        if (limits.HasShapes(look))
        {
            // In the dark noise alone has more detail than any print by day: nothing of that is worth remembering.
            look = look with { Sharpness = _usualDetail.SharpnessOf(look, passed) };
            look = limits.IsSharp(look) ? look with { Likeness = _memory.Look(_edges, at) } : look;
        }

        (_grey, _before) = (_before, _grey);
        _lookedAt = at;
        return look;
    }

    private unsafe void TurnGrey(Span<byte> input, int side)
    {
        fixed (byte* pixels = input, values = _grey)
        {
            using var seen = Mat.FromPixelData(side, side, MatType.CV_8UC3, (nint)pixels);
            using var grey = Mat.FromPixelData(Side, Side, MatType.CV_8UC1, (nint)values);
            using var sized = side == Side ? null : seen.Resize(new Size(Side, Side), interpolation: InterpolationFlags.Area);
            Cv2.CvtColor(sized ?? seen, grey, ColorConversionCodes.BGR2GRAY);
        }
    }

    private double Shapes()
    {
        var sum = 0.0;
        for (var y = 1; y < Cells - 1; y++)
        {
            for (var x = 1; x < Cells - 1; x++)
            {
                var i = (y * Cells) + x;
                sum += Math.Abs(_means[i - Cells] + _means[i + Cells] + _means[i - 1] + _means[i + 1] - (4 * _means[i]));
            }
        }

        return sum / ((Cells - 2) * (Cells - 2));
    }

    private (double Highlight, double Burnt) Light()
    {
        Span<int> counts = stackalloc int[256];
        foreach (var value in _grey)
        {
            counts[value]++;
        }

        var (burnt, above, highlight) = (0, 0, 255);
        for (var value = 250; value < 256; value++)
        {
            burnt += counts[value];
        }

        for (; highlight > 0 && above + counts[highlight] <= Side * Side / 20; highlight--)
        {
            above += counts[highlight];
        }

        return (highlight, (double)burnt / (Side * Side));
    }

    private double Detail()
    {
        _edges.CopyTo(_sorted, 0);
        Array.Sort(_sorted);
        var sum = 0.0;
        foreach (var cell in _sorted)
        {
            sum += cell;
        }

        return (sum / _sorted.Length) - _sorted[_sorted.Length / 10];
    }

    private double Changed()
    {
        ReadOnlySpan<byte> now = _grey, before = _before;
        Span<bool> changed = stackalloc bool[Cells * Cells];
        for (var row = 0; row < Side; row++)
        {
            for (var cell = 0; cell < Cells; cell++)
            {
                var at = (row * Side) + (cell * CellSide);
                changed[(row / CellSide * Cells) + cell] |= !now.Slice(at, CellSide).SequenceEqual(before.Slice(at, CellSide));
            }
        }

        return (double)changed.Count(true) / changed.Length;
    }
}
