using System.Collections.Immutable;
using Defects.Agent.Cameras;

namespace Defects.Agent.Adaptation.Collection;

/// <summary>A frame on its way from the inference thread to the disk.</summary>
/// <param name="Print">When the print began that it shows.</param>
/// <param name="Picture">A copy of its own.</param>
/// <param name="Held">When the frames were taken that are held of the print with this one; see <see cref="FrameSpread"/>.</param>
internal sealed record CollectedFrame(CameraKey Camera, DateTimeOffset Print, CameraFrame Picture, ImmutableArray<DateTimeOffset> Held);
