namespace Defects.Trainer.Networks.Weights;

/// <summary>A weights file that cannot be used. The message says what was found, where, what was expected and how to mend it.</summary>
public sealed class SafetensorsException(string where, string found, string expected, string mend, Exception? inner = null)
    : Exception($"{where}: {found}; expected {expected}. {mend}", inner);
