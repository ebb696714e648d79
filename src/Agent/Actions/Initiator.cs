namespace Defects.Agent.Actions;

/// <summary>Who did it.</summary>
internal enum Initiator
{
    Agent,

    /// <summary>A person, by a command.</summary>
    Operator,

    /// <summary>Somebody at the printer or in its own interface, or the printer by itself: it does not say which.</summary>
    Printer,
}
