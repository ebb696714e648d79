using Defects.Trainer.Commands;
using Spectre.Console;

namespace Defects.Trainer.Tests.Commands;

public sealed class LiveProgressTests
{
    [Fact]
    public void Note_StepsComeAfter_StaysInTheTable()
    {
        using var shown = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(shown) });
        console.Profile.Width = 200;

        LiveProgress.Show(console, progress =>
        {
            progress.Note("stringing [F1 0.70]: over-fitting");
            progress.Step(2, 1, 4, 0.5, TimeSpan.FromMinutes(1));
            return 0;
        });

        var text = shown.ToString();
        var last = text[text.LastIndexOf("precision/recall by class", StringComparison.Ordinal)..];
        Assert.Contains("stringing [F1 0.70]: over-fitting", last);
        Assert.Contains("epoch 2, step 1 of 4", last);
    }
}
