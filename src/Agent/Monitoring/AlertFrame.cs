using Defects.Agent.Inference;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;

namespace Defects.Agent.Monitoring;

/// <summary>The very frame that began an alert, copied out of the inference buffers.</summary>
/// <param name="Encoded">JPEG or PNG, as the camera sent it.</param>
/// <param name="View">How the model looked at it.</param>
/// <param name="Heatmap">Evidence map of the alert's class, rows from the top.</param>
/// <param name="HeatmapHeight">Rows.</param>
/// <param name="HeatmapWidth">Columns.</param>
internal sealed record AlertFrame(byte[] Encoded, FrameView View, float[] Heatmap, int HeatmapHeight, int HeatmapWidth)
{
    public static AlertFrame CopyOf(in ScoredFrame frame, DefectClass item)
    {
        var size = frame.HeatmapHeight * frame.HeatmapWidth;
        var map = frame.Heatmap.Slice(frame.Model.ClassSet().ColumnOf(item) * size, size);
        return new AlertFrame(frame.Frame.Encoded.ToArray(), frame.Frame.View, map.ToArray(), frame.HeatmapHeight, frame.HeatmapWidth);
    }
}
