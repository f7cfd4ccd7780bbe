// Ten goroutines append what they counted to one slice that they were passed.
package main

import (
	"fmt"
	"sync"
)

func count(counts []int, group *sync.WaitGroup) {
	for n := 0; n < 100; n++ {
		counts[0] += 10
	}
	group.Done()
}

func main() {
	counts := make([]int, 1)
	var group sync.WaitGroup
	for i := 0; i < 10; i++ {
		group.Add(1)
		go count(counts, &group)
	}
	group.Wait()
	fmt.Println(counts[0])
}
