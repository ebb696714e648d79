using Defects.Shared.Classes;

namespace Defects.Agent.Adaptation;

/// <summary>What an adaptation does to one class.</summary>
/// <param name="Class">A defect class.</param>
/// <param name="Margin">Median log(p / p_good) of the camera's good frames, unadapted.</param>
/// <param name="Added">What is added to the class's logit for a frame of usual novelty.</param>
internal sealed record ClassEffect(DefectClass Class, double Margin, double Added);
