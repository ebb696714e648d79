using Defects.Agent.Printers;

namespace Defects.Agent.Messaging;

/// <summary>What a printer says of itself; absent where it is not asked.</summary>
/// <param name="Activity">What it is doing.</param>
/// <param name="Says">Its own word for it.</param>
/// <param name="Lost">It vanished in the middle of a print.</param>
/// <param name="At">When it said something last.</param>
/// <param name="Error">Why it cannot be read at the moment; absent while it can.</param>
/// <param name="File">The print's file.</param>
/// <param name="Progress">0 to 1.</param>
/// <param name="Layer">From 1.</param>
/// <param name="Layers">Of the whole print.</param>
/// <param name="Material">For example PLA.</param>
internal sealed record PrinterPayload(PrinterActivity Activity, string Says, bool Lost, DateTimeOffset? At, string? Error, string? File, double? Progress, int? Layer, int? Layers, string? Material);
