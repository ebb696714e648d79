using Defects.Shared.Classes;

namespace Defects.Agent.Messaging;

/// <summary>An alert that has begun and not ended.</summary>
internal sealed record OpenAlertPayload(string EventId, DefectClass Class, Severity Severity);
