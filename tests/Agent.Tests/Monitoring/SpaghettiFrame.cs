using Defects.Agent.Cameras;
using Defects.Agent.Cameras.Quality;
using Defects.Agent.Inference;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;

namespace Defects.Agent.Tests.Monitoring;

/// <summary>A scored frame of the printer <c>ender</c> that shows nothing but good and spaghetti, or stringing.</summary>
internal static class SpaghettiFrame
{
    private static readonly ModelDescription Colours = ModelBundle.Read(ColourModel.Version1).Manifest.Model;

    public delegate void Look(in ScoredFrame frame);

    public static void Show(
        Look look, float spaghetti, DateTimeOffset at, byte[]? picture = null, FrameView? view = null, ModelDescription? scoredBy = null, CameraFault? fault = null,
        string camera = "bed", float stringing = 0)
    {
        var model = scoredBy ?? Colours;
        var probabilities = new float[model.Classes.Count];
        probabilities[model.ClassSet().ColumnOf(DefectClass.Spaghetti)] = spaghetti;
        probabilities[model.ClassSet().ColumnOf(DefectClass.Stringing)] = stringing;
        probabilities[model.ClassSet().ColumnOf(DefectClass.Good)] = 1 - spaghetti - stringing;
        using var frame = CameraFrame.Copy(picture ?? [1], 1, at, view ?? FrameView.Whole);
        look(new ScoredFrame
        {
            Camera = new CameraKey("ender", camera),
            Frame = frame,
            Model = model,
            Probabilities = probabilities,
            Unadapted = probabilities,
            Embedding = [],
            Heatmap = new float[model.Classes.Count],
            HeatmapHeight = 1,
            HeatmapWidth = 1,
            ScoredAt = at,
            Fault = fault,
            FaultSince = at,
        });
    }
}
