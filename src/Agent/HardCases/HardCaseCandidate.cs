using Defects.Agent.Cameras;
using Defects.Shared.HardCases;

namespace Defects.Agent.HardCases;

/// <summary>A frame that may be kept; whether it will is decided away from the inference thread.</summary>
/// <param name="Picture">A copy of its own.</param>
/// <param name="Draft">The record, still without the perceptual hash; without reasons while it only waits for a person's word.</param>
/// <param name="IsAsked">A person's word stands behind it: it is kept in any case.</param>
internal sealed record HardCaseCandidate(CameraFrame Picture, HardCaseRecord Draft, bool IsAsked);
