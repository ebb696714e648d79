namespace Defects.Agent.Replay;

/// <summary>A file that is no score log, or one that contradicts itself.</summary>
internal sealed class ScoreLogException(string file, string problem, Exception? inner = null)
    : Exception($"{file}: {problem}. Score the footage again with defects-agent replay score.", inner);
