using Defects.Agent.Cameras;
using Defects.Agent.Inference;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;

namespace Defects.Agent.Tests.Monitoring;

/// <summary>A scored frame of the printer <c>ender</c>'s camera <c>bed</c> that shows nothing but good and spaghetti.</summary>
internal static class SpaghettiFrame
{
    private static readonly ModelDescription Model = ModelBundle.Read(ColourModel.Version1).Manifest.Model;

    public delegate void Look(in ScoredFrame frame);

    public static void Show(Look look, float spaghetti, DateTimeOffset at, byte[]? picture = null)
    {
        var probabilities = new float[Model.Classes.Count];
        probabilities[Model.ClassSet().ColumnOf(DefectClass.Spaghetti)] = spaghetti;
        probabilities[Model.ClassSet().ColumnOf(DefectClass.Good)] = 1 - spaghetti;
        using var frame = CameraFrame.Copy(picture ?? [1], 1, at, FrameView.Whole);
        look(new ScoredFrame
        {
            Camera = new CameraKey("ender", "bed"),
            Frame = frame,
            Model = Model,
            Probabilities = probabilities,
            Unadapted = probabilities,
            Embedding = [],
            Heatmap = new float[Model.Classes.Count],
            HeatmapHeight = 1,
            HeatmapWidth = 1,
            ScoredAt = at,
        });
    }
}
