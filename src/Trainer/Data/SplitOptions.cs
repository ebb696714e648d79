namespace Defects.Trainer.Data;

/// <summary>How pictures are dealt to training, validation and test.</summary>
/// <param name="Validation">Share of the pictures, above 0.</param>
/// <param name="Test">Share of the pictures; 0 for none.</param>
/// <param name="Seed">Orders groups that are alike.</param>
/// <param name="Anew">Deals the rows of train, val and test anew; a test set of its own (<c>test_NAME</c>) stays.</param>
public sealed record SplitOptions(double Validation = 0.15, double Test = 0.15, int Seed = 1, bool Anew = false)
{
    public IEnumerable<string> Problems()
    {
        if (!(Validation > 0 && Test >= 0 && Validation + Test < 1))
        {
            yield return $"--val {Validation} and --test {Test}: expected a share above 0 and one of 0 or more, together below 1";
        }
    }
}
