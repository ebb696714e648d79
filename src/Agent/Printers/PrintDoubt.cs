namespace Defects.Agent.Printers;

/// <summary>What the last report said against what is held of a print; the next one has to say it too.</summary>
internal enum PrintDoubt
{
    None,

    /// <summary>That the print is over.</summary>
    Over,

    /// <summary>That another print runs.</summary>
    Another,
}
