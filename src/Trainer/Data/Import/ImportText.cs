namespace Defects.Trainer.Data.Import;

/// <summary>Opens export files within a limit, so that a wrong or hostile one cannot fill the memory.</summary>
internal static class ImportText
{
    private const long MostBytes = 256L << 20;

    /// <exception cref="DatasetException">There is no such file, or it is larger than 256 MB.</exception>
    public static FileStream Open(string file)
    {
        if (!File.Exists(file))
        {
            throw new DatasetException([$"{file}: no such file"]);
        }

        var length = new FileInfo(file).Length;
        return length <= MostBytes
            ? File.OpenRead(file)
            : throw new DatasetException([$"{file}: {length >> 20} MB; an export of labels has {MostBytes >> 20} MB at most"]);
    }
}
