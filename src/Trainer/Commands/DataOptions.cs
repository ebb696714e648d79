using System.CommandLine;
using Defects.Trainer.Data;

namespace Defects.Trainer.Commands;

/// <summary>The options that say which images are meant, the same for every command.</summary>
internal sealed class DataOptions
{
    private readonly Option<string[]> _data = new("--data")
    {
        Description = "A manifest (CSV with path, label_id, label, group, source, licence, split), or a folder with a folder for each class. May be given several times.",
        Required = true,
    };

    private readonly Option<string[]> _auxiliary = new("--auxiliary")
    {
        Description = "Like --data, but its training rows only ever train and its validation rows are left out: simulated frames, for example. May be given several times.",
    };

    private readonly Option<bool> _openOnly = new("--open-licences-only") { Description = $"Train and validate only on rows whose licence is one of {string.Join(", ", Licences.Open)}." };

    private readonly Option<string[]> _excluded = new("--exclude-source") { Description = "Leave out a source. May be given several times." };

    public void AddTo(Command command)
    {
        command.Options.Add(_data);
        command.Options.Add(_auxiliary);
        command.Options.Add(_openOnly);
        command.Options.Add(_excluded);
    }

    public DatasetSelection Read(ParseResult result) =>
        new(result.GetValue(_data)!, result.GetValue(_openOnly), result.GetValue(_excluded)) { Auxiliaries = result.GetValue(_auxiliary) ?? [] };
}
