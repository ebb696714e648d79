using Defects.Shared.Classes;

namespace Defects.Agent.Messaging;

/// <summary>An alert that has begun and not ended; acknowledged once a person said that they know.</summary>
internal sealed record OpenAlertPayload(string EventId, DefectClass Class, Severity Severity, bool Acknowledged);
