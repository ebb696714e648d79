namespace Defects.Shared.Classes;

/// <summary>How much an operator should care about a class.</summary>
public enum Severity
{
    /// <summary>Not a defect.</summary>
    None,

    /// <summary>The part is getting worse; the print may be worth finishing.</summary>
    Warn,

    /// <summary>The print has failed; every further minute is waste.</summary>
    Fail,
}
