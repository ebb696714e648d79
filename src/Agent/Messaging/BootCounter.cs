using System.Globalization;
using System.Text;

namespace Defects.Agent.Messaging;

/// <summary>
/// Counts the starts of an agent in its state directory, so that a reader can tell a last will of the run before from one of
/// this run.
/// </summary>
internal static class BootCounter
{
    public const string File = "boot";

    /// <returns>This start's number, from 1.</returns>
    /// <exception cref="InvalidDataException">The file holds no number; counting from 1 again would make old messages look new.</exception>
    public static long Next(string stateDirectory)
    {
        var file = Path.Combine(Directory.CreateDirectory(stateDirectory).FullName, File);
        var boot = 1 + Last(file);
        var temporary = file + ".tmp";
        using (var stream = new FileStream(temporary, FileMode.Create))
        {
            stream.Write(Encoding.ASCII.GetBytes(boot.ToString(CultureInfo.InvariantCulture)));
            stream.Flush(flushToDisk: true);
        }

        System.IO.File.Move(temporary, file, overwrite: true);
        return boot;
    }

    private static long Last(string file)
    {
        if (!System.IO.File.Exists(file))
        {
            return 0;
        }

        var text = System.IO.File.ReadAllText(file).Trim();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last < long.MaxValue
            ? last
            : throw new InvalidDataException($"{file}: expected the number of the agent's last start. Write a number above all earlier ones into it.");
    }
}
