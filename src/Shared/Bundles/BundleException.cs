namespace Defects.Shared.Bundles;

/// <summary>A bundle that must not be served. The message says what was found, where, what was expected and how to mend it.</summary>
public sealed class BundleException : Exception
{
    public BundleException(string where, string found, string expected, string mend, Exception? inner = null)
        : base($"{where}: {found}; expected {expected}. {mend}", inner)
    {
        Where = where;
    }

    /// <summary>The file or link at fault.</summary>
    public string Where { get; }
}
