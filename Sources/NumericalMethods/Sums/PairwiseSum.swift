/// The sum of many numbers with an error that grows with the logarithm of their count.
///
/// Halves are summed apart, down to eight numbers in a row; the order depends on the count alone.
/// Higham (1993), "The accuracy of floating point summation", sec. 2.
public func pairwiseSum(_ values: [Double]) -> Double {
  pairwiseSum(values[...])
}

/// The sum of a part of an array, as `pairwiseSum(_:)` of an array of the same numbers.
public func pairwiseSum(_ values: ArraySlice<Double>) -> Double {
  if values.count <= 8 {
    var sum = 0.0
    for value in values { sum += value }
    return sum
  }
  let middle = values.startIndex + values.count / 2
  return pairwiseSum(values[..<middle]) + pairwiseSum(values[middle...])
}
