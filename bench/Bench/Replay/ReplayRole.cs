namespace Defects.Bench.Replay;

/// <summary>What simulated prints are for.</summary>
internal enum ReplayRole
{
    /// <summary>Rules are chosen on them.</summary>
    Choose,

    /// <summary>Chosen rules are reported on them; nothing was ever chosen by what they gave.</summary>
    Report,
}
