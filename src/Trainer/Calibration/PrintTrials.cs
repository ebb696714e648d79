namespace Defects.Trainer.Calibration;

/// <summary>
/// Prints as trials of one threshold. Frames of one print are alike and would prove far more than they know, so a print counts
/// once however many of its frames reach the threshold, and rightly where more than half of those show the class.
/// </summary>
/// <param name="Threshold">In (0, 1).</param>
/// <param name="Prints">Groups with any frame at or above the threshold.</param>
/// <param name="Right">Those of them that count rightly.</param>
public readonly record struct PrintTrials(double Threshold, int Prints, int Right)
{
    /// <summary>The precision over prints that these prove.</summary>
    public double LowerBound(double confidence) => ClopperPearson.LowerBound(Right, Prints, confidence);

    /// <summary>The prints at one threshold.</summary>
    public static PrintTrials At(double threshold, IReadOnlyList<IReadOnlyList<(double Score, bool Positive)>> groups)
    {
        var fired = groups.Select(g => g.Where(frame => frame.Score >= threshold).ToList()).Where(g => g.Count > 0).ToList();
        return new PrintTrials(threshold, fired.Count, fired.Count(g => IsRight(g.Count(frame => frame.Positive), g.Count)));
    }

    /// <summary>Every threshold that tells two scores apart, the highest first.</summary>
    /// <param name="groups">Probability of the class for the frames of each print, and whether the frame shows it.</param>
    public static IEnumerable<PrintTrials> Of(IReadOnlyList<IReadOnlyList<(double Score, bool Positive)>> groups)
    {
        var frames = groups
            .SelectMany((frames, print) => frames.Select(frame => (frame.Score, frame.Positive, Print: print)))
            .OrderByDescending(frame => frame.Score)
            .ToList();
        var (fired, shown) = (new int[groups.Count], new int[groups.Count]);
        var (prints, right) = (0, 0);
        for (var i = 0; i < frames.Count; i++)
        {
            var (score, positive, print) = frames[i];
            prints += fired[print] == 0 ? 1 : 0;
            right -= IsRight(shown[print], fired[print]) ? 1 : 0;
            fired[print]++;
            shown[print] += positive ? 1 : 0;
            right += IsRight(shown[print], fired[print]) ? 1 : 0;
            var below = i + 1 < frames.Count ? frames[i + 1].Score : 0;
            if (below < score)
            {
                yield return new PrintTrials(ThresholdSearch.Between(below, score), prints, right);
            }
        }
    }

    private static bool IsRight(int shown, int fired) => 2 * shown > fired;
}
