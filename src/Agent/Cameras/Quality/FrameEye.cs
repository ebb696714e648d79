using OpenCvSharp;

namespace Defects.Agent.Cameras.Quality;

/// <summary>
/// Measures the pictures of one camera, each also against those before it. It looks at the model's own input: what the model
/// cannot see is no matter. One caller at a time.
/// </summary>
internal sealed class FrameEye
{
    private const int Cells = EdgeMemory.Cells;
    private const int CellSide = 8;
    private const int Side = Cells * CellSide;

    /// <summary>How long the best detail is remembered: a print has more of it than an empty bed, a greasy lens never again.</summary>
    private static readonly TimeSpan DetailMemory = TimeSpan.FromHours(6);

    private readonly float[] _edges = new float[Cells * Cells];
    private readonly float[] _sorted = new float[Cells * Cells];
    private readonly EdgeMemory _memory = new();
    private byte[] _grey = new byte[Side * Side];
    private byte[] _before = new byte[Side * Side];
    private DateTimeOffset? _lookedAt;
    private double _bestDetail;

    /// <param name="input">BGR, <paramref name="side"/> x <paramref name="side"/>, as the model gets it.</param>
    /// <param name="at">When the picture was taken.</param>
    public FrameLook Look(Span<byte> input, int side, DateTimeOffset at)
    {
        var shapes = Measure(input, side);
        var (highlight, burnt) = Light();
        var passed = _lookedAt is { } last && at > last ? at - last : TimeSpan.Zero;
        var detail = Detail() / Math.Max(shapes, 1);
        _bestDetail = Math.Max(detail, _bestDetail * Math.Exp(-passed / DetailMemory));
        var look = new FrameLook(
            highlight,
            burnt,
            shapes,
            detail,
            _bestDetail > 0 ? detail / _bestDetail : 1,
            _lookedAt is null ? null : Changed(),
            _memory.Look(_edges, passed));
        (_grey, _before) = (_before, _grey);
        _lookedAt = at;
        return look;
    }

    /// <summary>Fills the grey picture and the mean edges of its cells.</summary>
    /// <returns>Shapes.</returns>
    private unsafe double Measure(Span<byte> input, int side)
    {
        fixed (byte* pixels = input, values = _grey)
        {
            fixed (float* edges = _edges)
            {
                using var seen = Mat.FromPixelData(side, side, MatType.CV_8UC3, (nint)pixels);
                using var grey = Mat.FromPixelData(Side, Side, MatType.CV_8UC1, (nint)values);
                using var cells = Mat.FromPixelData(Cells, Cells, MatType.CV_32FC1, (nint)edges);
                using var sized = side == Side ? null : seen.Resize(new Size(Side, Side), interpolation: InterpolationFlags.Area);
                using var work = new Mat();
                Cv2.CvtColor(sized ?? seen, grey, ColorConversionCodes.BGR2GRAY);
                Cv2.Laplacian(grey, work, MatType.CV_32F);
                using var magnitude = Cv2.Abs(work).ToMat();
                Cv2.Resize(magnitude, cells, cells.Size(), interpolation: InterpolationFlags.Area);
                using var small = grey.Resize(cells.Size(), interpolation: InterpolationFlags.Area);
                Cv2.Laplacian(small, work, MatType.CV_32F);
                return Cv2.Norm(work, NormTypes.L1) / work.Total();
            }
        }
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
