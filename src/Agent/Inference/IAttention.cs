using Defects.Agent.Cameras;

namespace Defects.Agent.Inference;

/// <summary>Says which cameras are worth a closer look.</summary>
internal interface IAttention
{
    /// <summary>
    /// How often a camera is to be scored for each time that a usual one is; below 1 only where there is no time for all. Asked for every frame.
    /// </summary>
    double WeightOf(CameraKey camera);
}
