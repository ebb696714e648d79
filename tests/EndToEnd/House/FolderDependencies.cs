using Mono.Cecil;

namespace Defects.EndToEnd.House;

/// <summary>
/// Which feature folders of an assembly use which others, read from the compiled code: a folder is the namespace part after the
/// assembly's root namespace.
/// </summary>
internal static class FolderDependencies
{
    /// <returns>Folder -> the other folders of <paramref name="rootNamespace"/> that its types mention.</returns>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Of(string assemblyFile, string rootNamespace)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(assemblyFile);
        return assembly.MainModule.GetTypes()
            .Select(type => (Folder: FolderOf(type, rootNamespace), Mentioned: Mentions(type).Select(t => FolderOf(t, rootNamespace))))
            .Where(pair => pair.Folder is not null)
            .GroupBy(pair => pair.Folder!)
            .ToDictionary(
                group => group.Key,
                group => (IReadOnlySet<string>)group.SelectMany(pair => pair.Mentioned).OfType<string>().Where(f => f != group.Key).ToHashSet());
    }

    /// <returns>The folders of one circle, or null where there is none.</returns>
    public static IReadOnlyList<string>? FindCircle(IReadOnlyDictionary<string, IReadOnlySet<string>> uses)
    {
        var done = new HashSet<string>();
        return uses.Keys.Select(folder => Visit(folder, [])).FirstOrDefault(circle => circle is not null);

        IReadOnlyList<string>? Visit(string folder, List<string> path)
        {
            if (path.IndexOf(folder) is >= 0 and var start)
            {
                return [.. path.Skip(start), folder];
            }

            if (!done.Add(folder) || !uses.TryGetValue(folder, out var next))
            {
                return null;
            }

            path.Add(folder);
            var circle = next.Order(StringComparer.Ordinal).Select(n => Visit(n, path)).FirstOrDefault(c => c is not null);
            path.RemoveAt(path.Count - 1);
            return circle;
        }
    }

    private static string? FolderOf(TypeReference type, string rootNamespace)
    {
        var outer = type;
        while (outer.DeclaringType is not null)
        {
            outer = outer.DeclaringType;
        }

        return outer.Namespace.StartsWith(rootNamespace + ".", StringComparison.Ordinal)
            ? outer.Namespace[(rootNamespace.Length + 1)..].Split('.')[0]
            : null;
    }

    private static IEnumerable<TypeReference> Mentions(TypeDefinition type) =>
        new[] { type.BaseType }.OfType<TypeReference>()
            .Concat(type.Interfaces.Select(i => i.InterfaceType))
            .Concat(type.Fields.Select(f => f.FieldType))
            .Concat(type.Methods.SelectMany(Mentions))
            .SelectMany(WithArguments);

    private static IEnumerable<TypeReference> Mentions(MethodDefinition method)
    {
        var signature = method.Parameters.Select(p => p.ParameterType).Append(method.ReturnType);
        if (!method.HasBody)
        {
            return signature;
        }

        var body = method.Body.Instructions.SelectMany(instruction => instruction.Operand switch
        {
            TypeReference t => [t],
            MethodReference m => [m.DeclaringType, m.ReturnType, .. m.Parameters.Select(p => p.ParameterType), .. (m as GenericInstanceMethod)?.GenericArguments ?? []],
            FieldReference f => new[] { f.DeclaringType, f.FieldType },
            _ => [],
        });
        return signature.Concat(method.Body.Variables.Select(v => v.VariableType)).Concat(body);
    }

    private static IEnumerable<TypeReference> WithArguments(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(WithArguments).Append(generic.ElementType),
        TypeSpecification wrapped => WithArguments(wrapped.ElementType),
        _ => [type],
    };
}
