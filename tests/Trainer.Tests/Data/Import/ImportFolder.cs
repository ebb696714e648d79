using Defects.Trainer.Data.Import;

namespace Defects.Trainer.Tests.Data.Import;

internal static class ImportFolder
{
    /// <summary>Imports what lies in <c>in</c> of the folder.</summary>
    public static PictureImport Import(this PictureFolder folder, ImportFormat format, string input, CsvColumns? columns = null, params string[] map) =>
        PictureImport.Read(format, folder[input], new InputFolder(format == ImportFormat.Folders ? folder[input] : folder["in"]), columns ?? new CsvColumns(), LabelMap.Of(map));
}
