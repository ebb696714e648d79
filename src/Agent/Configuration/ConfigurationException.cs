namespace Defects.Agent.Configuration;

/// <summary>A configuration that contradicts the model it is to serve. The message has a line for each problem.</summary>
internal sealed class ConfigurationException(IEnumerable<string> problems) : Exception(string.Join(Environment.NewLine, problems));
