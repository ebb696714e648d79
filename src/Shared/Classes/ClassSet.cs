using System.Collections;

namespace Defects.Shared.Classes;

/// <summary>
/// The classes of one model in the order of its output columns. The order lives here and nowhere else: everything outside
/// asks by class.
/// </summary>
public sealed class ClassSet : IReadOnlyList<DefectClass>, IEquatable<ClassSet>
{
    private readonly DefectClass[] _classes;

    /// <exception cref="ArgumentException">A class is named twice, or there are fewer than two.</exception>
    public ClassSet(IEnumerable<DefectClass> classes)
    {
        _classes = [.. classes];
        if (_classes.Length < 2)
        {
            throw new ArgumentException($"A model tells at least two classes apart; got {_classes.Length}.", nameof(classes));
        }

        if (_classes.Distinct().Count() != _classes.Length)
        {
            throw new ArgumentException($"A class is named twice in {this}.", nameof(classes));
        }
    }

    public int Count => _classes.Length;

    public DefectClass this[int column] => _classes[column];

    public bool Contains(DefectClass item) => Array.IndexOf(_classes, item) >= 0;

    /// <summary>The output column of <paramref name="item"/>.</summary>
    /// <exception cref="ArgumentException">The model was not trained on that class.</exception>
    public int ColumnOf(DefectClass item)
    {
        var column = Array.IndexOf(_classes, item);
        return column >= 0
            ? column
            : throw new ArgumentException($"The model knows {this}, not {item}.", nameof(item));
    }

    public IEnumerator<DefectClass> GetEnumerator() => ((IEnumerable<DefectClass>)_classes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(ClassSet? other) => other is not null && _classes.AsSpan().SequenceEqual(other._classes);

    public override bool Equals(object? obj) => Equals(obj as ClassSet);

    public override int GetHashCode() => _classes.Aggregate(17, (hash, c) => HashCode.Combine(hash, c.Id));

    public override string ToString() => string.Join(", ", _classes.Select(c => c.Name));
}
