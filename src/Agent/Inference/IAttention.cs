using Defects.Agent.Cameras;

namespace Defects.Agent.Inference;

/// <summary>Says which cameras are worth a closer look.</summary>
internal interface IAttention
{
    /// <summary>How often a camera is to be scored for each time that one of no interest is: 1 or more. Asked for every frame.</summary>
    double WeightOf(CameraKey camera);
}
