using Defects.Agent.Alerts;

namespace Defects.Agent.Replay;

/// <summary>A rule, and what it came to.</summary>
internal sealed record TradeOff(AlertRule Rule, ClassFigures Figures);
