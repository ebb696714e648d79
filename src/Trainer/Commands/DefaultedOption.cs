using System.CommandLine;

namespace Defects.Trainer.Commands;

/// <summary>An option that help shows with its default.</summary>
internal static class DefaultedOption
{
    public static Option<T> With<T>(string name, string description, T value) => new(name) { Description = description, DefaultValueFactory = _ => value };
}
