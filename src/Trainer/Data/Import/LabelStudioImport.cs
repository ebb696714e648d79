using System.Text.Json;

namespace Defects.Trainer.Data.Import;

/// <summary>
/// Label Studio's JSON export (not JSON-MIN) of image classification: a list of tasks, each with <c>data</c> that names the
/// picture and <c>annotations</c> whose results of type <c>choices</c> name the label.
/// </summary>
internal static class LabelStudioImport
{
    /// <exception cref="DatasetException">It is not such an export.</exception>
    public static IReadOnlyList<FoundPicture> Read(string file, InputFolder folder, LabelMap labels, ICollection<string> skipped)
    {
        using var stream = ImportText.Open(file);
        try
        {
            using var json = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 64 });
            if (json.RootElement.ValueKind != JsonValueKind.Array)
            {
                throw new DatasetException([$"{file}: {json.RootElement.ValueKind} at the top; expected a list of tasks, Label Studio's export format JSON"]);
            }

            List<FoundPicture> found = [];
            foreach (var (index, task) in json.RootElement.EnumerateArray().Index())
            {
                if (Task(task, $"{file}: task {index + 1}", folder, labels, skipped) is { } picture)
                {
                    found.Add(picture);
                }
            }

            return found;
        }
        catch (JsonException e)
        {
            throw new DatasetException([$"{file}:{e.LineNumber + 1}: not JSON ({e.Message})"]);
        }
    }

    private static FoundPicture? Task(JsonElement task, string where, InputFolder folder, LabelMap labels, ICollection<string> skipped)
    {
        FoundPicture? Skip(string why)
        {
            skipped.Add($"{where}: {why}");
            return null;
        }

        var pictures = Children(task, "data").Where(item => item.ValueKind == JsonValueKind.String).Select(item => Text(item)).Where(IsPicture).ToList();
        if (pictures.Count != 1)
        {
            return Skip($"{pictures.Count} pictures in 'data'; expected one");
        }

        var choices = Children(task, "annotations")
            .Where(annotation => Child(annotation, "was_cancelled").ValueKind != JsonValueKind.True)
            .SelectMany(annotation => Children(annotation, "result"))
            .SelectMany(result => Children(Child(result, "value"), "choices"))
            .Where(choice => choice.ValueKind == JsonValueKind.String)
            .Select(choice => Text(choice))
            .Distinct()
            .ToList();
        if (choices.Count == 0)
        {
            return Skip("no choice: nobody has labelled it");
        }

        if (labels.OnlyOne(choices, out var several) is not { } label)
        {
            return several is null ? null : Skip(several);
        }

        return Find(pictures[0], folder, out var problem) is { } path ? new FoundPicture(path, ManifestWriter.Relative(folder.Root, path), label) : Skip(problem!);
    }

    // Uploads are served as /data/upload/PROJECT/NAME, local storage as /data/local-files/?d=PATH; an export holds them by path or by name.
    private static string? Find(string address, InputFolder folder, out string? problem)
    {
        const string Local = "/data/local-files/?d=";
        if (address.Contains("://", StringComparison.Ordinal) && !address.StartsWith("file://", StringComparison.Ordinal))
        {
            problem = $"'{address}' is not a file; fetch the pictures first and name their folder with --images";
            return null;
        }

        var path = address.StartsWith("file://", StringComparison.Ordinal) ? Uri.UnescapeDataString(address["file://".Length..])
            : address.StartsWith(Local, StringComparison.Ordinal) ? Uri.UnescapeDataString(address[Local.Length..])
            : address.StartsWith("/data/", StringComparison.Ordinal) ? Uri.UnescapeDataString(address["/data/".Length..])
            : address;
        var name = Path.GetFileName(path.Replace('\\', '/'));
        problem = null;
        foreach (var candidate in new[] { path, name, $"images/{name}" })
        {
            if (folder.TryFind(candidate, out var file, out var why))
            {
                return file;
            }

            problem ??= why;
        }

        return null;
    }

    private static bool IsPicture(string text) => ClassFolders.IsPicture(text);

    /// <exception cref="JsonException">The string has halves of characters.</exception>
    private static string Text(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    private static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var child) ? child : default;

    private static IEnumerable<JsonElement> Children(JsonElement parent, string name) => Child(parent, name) switch
    {
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        { ValueKind: JsonValueKind.Object } values => values.EnumerateObject().Select(property => property.Value),
        _ => [],
    };
}
