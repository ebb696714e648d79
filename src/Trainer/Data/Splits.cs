namespace Defects.Trainer.Data;

/// <summary>The names of the splits a row may be in.</summary>
public static class Splits
{
    public const string Train = "train";
    public const string Validation = "val";
    public const string Test = "test";

    /// <summary>How the name of a further set begins that is for testing only, for example <c>test_bedcam</c>.</summary>
    public const string TestOnlyPrefix = "test_";

    public static bool IsKnown(string split) =>
        split is Train or Validation or Test || (split.StartsWith(TestOnlyPrefix, StringComparison.Ordinal) && split.Length > TestOnlyPrefix.Length);

    public static bool IsTest(string split) => split == Test || split.StartsWith(TestOnlyPrefix, StringComparison.Ordinal);

    /// <summary>Orders splits as people name them: train, val, test, then the others by name.</summary>
    public static int Rank(string split) => split switch { Train => 0, Validation => 1, Test => 2, _ => 3 };
}
