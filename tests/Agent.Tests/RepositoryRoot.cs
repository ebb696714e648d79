namespace Defects.Agent.Tests;

/// <summary>Finds the files of the repository that a test is about.</summary>
internal static class RepositoryRoot
{
    public static string PathOf(string relative)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Defects.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"There is no Defects.sln above {AppContext.BaseDirectory}.");
        }

        return Path.Combine(folder.FullName, relative);
    }
}
