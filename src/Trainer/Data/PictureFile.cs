namespace Defects.Trainer.Data;

/// <summary>Files of pictures as they are on the disk, which may be damaged, or taken away since they were named.</summary>
internal static class PictureFile
{
    /// <returns>Its bytes; none where it cannot be read, which no decoder takes for a picture.</returns>
    public static byte[] TryRead(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
