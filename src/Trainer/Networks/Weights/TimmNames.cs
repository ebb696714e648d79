using System.Text.RegularExpressions;

namespace Defects.Trainer.Networks.Weights;

/// <summary>
/// The names that timm gives the weights of <c>mobilenetv3_small_100</c>, in torchvision's. A name that timm does not use is
/// returned as it is.
/// </summary>
internal static partial class TimmNames
{
    /// <summary>timm trains this network with PyTorch's epsilon in batch normalisation, torchvision with the paper's 1e-3.</summary>
    public const double Epsilon = 1e-5;

    // timm counts blocks within stages, torchvision through the network, and the stem is its 0.
    private static readonly int[] FirstBlockOfStage = [1, 2, 4, 7, 9, 12];

    private static readonly Dictionary<string, string> Whole = new()
    {
        ["conv_stem"] = "features.0.0",
        ["bn1"] = "features.0.1",
        ["blocks.5.0.conv"] = "features.12.0",
        ["blocks.5.0.bn1"] = "features.12.1",
        ["conv_head"] = "classifier.0",
        ["classifier"] = "classifier.3",
    };

    // The first block does not widen and excites; stage 1 widens and does not excite; all others do both.
    private static readonly Dictionary<string, string> FirstBlock = new()
    {
        ["conv_dw"] = "0.0",
        ["bn1"] = "0.1",
        ["se.conv_reduce"] = "1.fc1",
        ["se.conv_expand"] = "1.fc2",
        ["conv_pw"] = "2.0",
        ["bn2"] = "2.1",
    };

    private static readonly Dictionary<string, string> Block = new()
    {
        ["conv_pw"] = "0.0",
        ["bn1"] = "0.1",
        ["conv_dw"] = "1.0",
        ["bn2"] = "1.1",
        ["se.conv_reduce"] = "2.fc1",
        ["se.conv_expand"] = "2.fc2",
        ["conv_pwl"] = "3.0",
        ["bn3"] = "3.1",
    };

    private static readonly Dictionary<string, string> BlockWithoutExcitation = new(Block) { ["conv_pwl"] = "2.0", ["bn3"] = "2.1" };

    public static bool IsTimms(string name) => ToTorchvision(name) != name;

    public static string ToTorchvision(string timm)
    {
        var dot = timm.LastIndexOf('.');
        if (dot < 0)
        {
            return timm;
        }

        var (layer, weight) = (timm[..dot], timm[dot..]);
        if (Whole.TryGetValue(layer, out var whole))
        {
            return whole + weight;
        }

        if (BlockName().Match(layer) is not { Success: true } match)
        {
            return timm;
        }

        var (stage, block) = (match.Groups["stage"].Value[0] - '0', match.Groups["block"].Value[0] - '0');
        var names = stage switch { 0 => FirstBlock, 1 => BlockWithoutExcitation, _ => Block };
        return names.TryGetValue(match.Groups["layer"].Value, out var name) ? $"features.{FirstBlockOfStage[stage] + block}.block.{name}{weight}" : timm;
    }

    [GeneratedRegex(@"^blocks\.(?<stage>[0-4])\.(?<block>[0-9])\.(?<layer>.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex BlockName();
}
