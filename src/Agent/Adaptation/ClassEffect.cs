using Defects.Shared.Classes;

namespace Defects.Agent.Adaptation;

/// <summary>What an adaptation does to one class.</summary>
/// <param name="Class">A defect class.</param>
/// <param name="Margin">Median log-odds of the class among the camera's good frames, unadapted.</param>
/// <param name="Added">What is added to its log-odds for a frame of usual novelty.</param>
internal sealed record ClassEffect(DefectClass Class, double Margin, double Added);
